/** Policies as tables: objects, a workload, a port; who gets through? */
@NullMarked
package io.weft.destination.policy;

import org.jspecify.annotations.NullMarked;
