/** What the tests of this service share. */
@NullMarked
package io.weft.identity;

import org.jspecify.annotations.NullMarked;
