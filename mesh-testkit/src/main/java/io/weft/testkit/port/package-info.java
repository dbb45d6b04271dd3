/**
 * Ports for programs whose settings must name one before they listen.
 *
 * <p>Whoever can listen at port 0 and tell what it got should. Start at {@link io.weft.testkit.port.FreePorts}, which is safe
 * from any thread and between the processes of one test run.
 */
@NullMarked
package io.weft.testkit.port;

import org.jspecify.annotations.NullMarked;
