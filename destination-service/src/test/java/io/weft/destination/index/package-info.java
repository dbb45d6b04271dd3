/** Where facts meet: which open questions a change reaches. Start at {@code MeshIndexTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.index;

import org.jspecify.annotations.NullMarked;
