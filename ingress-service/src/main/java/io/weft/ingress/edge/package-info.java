/**
 * Where requests pass: servers for HTTP and HTTPS, and a client that sends each on to its Service. Bodies stream; nobody reads
 * faster than the other side takes.
 *
 * <p>Start at {@link io.weft.ingress.edge.Edge}; one request's way is {@link io.weft.ingress.edge.Gateway}. Threading: event
 * loops; nothing here blocks.
 */
@NullMarked
package io.weft.ingress.edge;

import org.jspecify.annotations.NullMarked;
