/** The whole service: its settings, its ports, and a real folder of manifests behind it. */
@NullMarked
package io.weft.destination.app;

import org.jspecify.annotations.NullMarked;
