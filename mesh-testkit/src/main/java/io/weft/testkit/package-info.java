/** Test doubles for every module; nothing but tests knows this package. */
@NullMarked
package io.weft.testkit;

import org.jspecify.annotations.NullMarked;
