/**
 * The mesh on one Linux machine: namespaces, addresses, redirect rules, processes, manifests, and the removal of what dead
 * runners left.
 *
 * <p>Start at {@link io.weft.cli.machine.Mesh} and {@link io.weft.cli.machine.Workload}; the names, numbers and files are
 * those of {@code docs/design/one-machine.md}.
 *
 * <p>Threading: public types are safe from any thread. Processes are started by one platform thread that lives as long as
 * this JVM, because the kernel ties a child's parent-death signal to the thread that made it; sockets inside a network
 * namespace are made by short-lived platform threads that entered it.
 */
@NullMarked
package io.weft.cli.machine;

import org.jspecify.annotations.NullMarked;
