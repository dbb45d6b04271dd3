/** Every setting: its default, and each value that is refused. */
@NullMarked
package io.weft.service.settings;

import org.jspecify.annotations.NullMarked;
