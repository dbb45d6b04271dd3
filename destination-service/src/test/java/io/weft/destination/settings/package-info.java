/** Port lists and complaints. */
@NullMarked
package io.weft.destination.settings;

import org.jspecify.annotations.NullMarked;
