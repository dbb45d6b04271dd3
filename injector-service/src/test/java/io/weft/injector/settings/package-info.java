/** Start at {@code MountedSettingsTest}. Threading: the test's. */
@NullMarked
package io.weft.injector.settings;

import org.jspecify.annotations.NullMarked;
