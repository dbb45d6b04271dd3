/**
 * Every setting: its default, and each value that is refused. Start at {@code MeshPropertiesTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.service.settings;

import org.jspecify.annotations.NullMarked;
