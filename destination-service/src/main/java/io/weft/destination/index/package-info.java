/**
 * Where the mesh's facts meet: objects come in, answers to open questions go out.
 *
 * <p>Start at {@link io.weft.destination.index.MeshIndex}, whose one lock guards every index behind it. Knows
 * resources, but no feed, no gRPC and no Spring. Threading: safe from any thread.
 */
@NullMarked
package io.weft.destination.index;

import org.jspecify.annotations.NullMarked;
