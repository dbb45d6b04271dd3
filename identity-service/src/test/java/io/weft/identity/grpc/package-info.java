/** How refusals are told, and to whom. Start at {@code RefusalStatusTest}. Threading: the test's. */
@NullMarked
package io.weft.identity.grpc;

import org.jspecify.annotations.NullMarked;
