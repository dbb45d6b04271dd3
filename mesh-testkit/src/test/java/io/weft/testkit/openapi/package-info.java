/** Tests that a faulty document is caught. */
@NullMarked
package io.weft.testkit.openapi;

import org.jspecify.annotations.NullMarked;
