/**
 * The whole service: its settings, its ports, and a real folder of manifests behind it. Start at
 * {@code DestinationApplicationTest}. Threading: the test's.
 */
@NullMarked
package io.weft.destination.app;

import org.jspecify.annotations.NullMarked;
