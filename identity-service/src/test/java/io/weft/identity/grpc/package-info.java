/** How refusals are told, and to whom. */
@NullMarked
package io.weft.identity.grpc;

import org.jspecify.annotations.NullMarked;
