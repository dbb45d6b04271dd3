/**
 * The sidecar, package by stage.
 *
 * <p>Start at {@link io.weft.proxy.app.ProxyApp}, which wires it, or at its two pipelines,
 * {@link io.weft.proxy.inbound.InboundPipeline} and {@link io.weft.proxy.outbound.OutboundPipeline}. Threading:
 * everything about a connection happens on its event loop, where nothing blocks; what loops share is safe from any
 * thread and says so.
 */
@NullMarked
package io.weft.proxy;

import org.jspecify.annotations.NullMarked;
