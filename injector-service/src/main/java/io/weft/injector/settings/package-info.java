/**
 * What the operator configured: the chart's values and the trust anchors, as files that change.
 *
 * <p>Start at {@link io.weft.injector.settings.MountedSettings}. Threading: any thread.
 */
@NullMarked
package io.weft.injector.settings;

import org.jspecify.annotations.NullMarked;
