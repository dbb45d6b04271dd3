/** What every control-plane service shares: watches over gRPC, management endpoints, start-up failures with advice. */
@NullMarked
package io.weft.service;

import org.jspecify.annotations.NullMarked;
