/** Tests of dialling, waiting and choosing among the endpoints of one backend. */
@NullMarked
package io.weft.proxy.outbound.endpoint;

import org.jspecify.annotations.NullMarked;
