/**
 * What the proxy counts, and how it says so.
 *
 * <p>Start at {@link io.weft.proxy.telemetry.MetricRegistry}; every metric there is stands in
 * {@link io.weft.proxy.telemetry.Meter}. The data path resolves a handle once, when a connection, an endpoint or a route is
 * made, keeps it in a field, and only adds to it afterwards:
 *
 * <pre>{@code
 * Labels accepted = Labels.of("direction", "inbound", "peer", "src").and(target).and(tls).and(server);
 * Counter read = registry.counter(Meter.TCP_READ_BYTES_TOTAL, accepted); // a look-up: once per connection
 * ...
 * read.add(bytes.readableBytes());                                       // per message: one atomic add
 * }</pre>
 *
 * <p>Labels whose values are known only at the end of a request (status, class) are looked up then, or kept in a small map
 * by the caller. A handle may be kept for ever: a series that went idle and was evicted comes back when it is used again, counting
 * from zero, which readers of rates take for what it is.
 *
 * <p>Threading: handles and the registry are safe from any thread and never block; {@link io.weft.proxy.telemetry.Exposition}
 * runs on the admin server's thread. This package is called and never calls back, but for what is read at scrape time.
 */
@NullMarked
package io.weft.proxy.telemetry;

import org.jspecify.annotations.NullMarked;
