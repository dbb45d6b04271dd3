/** One routing model from profile and policy. Start at {@code PolicyChoiceTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.outbound;

import org.jspecify.annotations.NullMarked;
