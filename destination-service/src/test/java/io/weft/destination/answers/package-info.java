/** Open questions, with joins that count how often they are asked. */
@NullMarked
package io.weft.destination.answers;

import org.jspecify.annotations.NullMarked;
