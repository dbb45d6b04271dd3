/**
 * The whole product on one machine, as a user drives it: {@code linkerd up}, {@code run} and {@code demo} from
 * {@code dist/}.
 *
 * <p>Start at {@link io.weft.e2e.machine.MeshOnOneMachine}, of which every test class has its own; what holds for any of them
 * is in {@link io.weft.e2e.machine.Machine}. The tests need root, for network namespaces, and say so where they are skipped. A
 * test class uses one thread; what its processes print is gathered by threads of their own.
 */
@NullMarked
package io.weft.e2e.machine;

import org.jspecify.annotations.NullMarked;
