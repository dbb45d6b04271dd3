/**
 * What operators may ask on the HTTP port: anchors, issuer, recent leaves. Read only, and no key or token among it.
 *
 * <p>Start at {@link io.weft.identity.api.AuthorityApi}. Calls run on the web server's event loop and never block; who may call
 * is decided in {@code io.weft.service.admin}.
 */
@NullMarked
package io.weft.identity.api;

import org.jspecify.annotations.NullMarked;
