/** Where facts meet: which open questions a change reaches. */
@NullMarked
package io.weft.destination.index;

import org.jspecify.annotations.NullMarked;
