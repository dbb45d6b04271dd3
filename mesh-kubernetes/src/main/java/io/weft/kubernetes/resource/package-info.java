/**
 * The objects the control plane joins, trimmed to what the joins need, and the reader that checks them.
 *
 * <p>Start at {@link io.weft.kubernetes.resource.Resource} (every kind) and
 * {@link io.weft.kubernetes.resource.ResourceReader} (a parsed document becomes one of them, or a
 * {@link io.weft.kubernetes.resource.ResourceException} that names field, value and what is allowed). Everything here is
 * immutable and safe from any thread; nothing does I/O.
 */
@NullMarked
package io.weft.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
