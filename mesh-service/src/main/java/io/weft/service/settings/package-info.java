/**
 * The settings all services share, and how a wrong one is refused: at start, naming property, value and remedy.
 *
 * <p>Start at {@link io.weft.service.settings.MeshProperties}. A service's own properties throw
 * {@link io.weft.service.settings.InvalidSettingException} from their constructors. Everything here is immutable.
 */
@NullMarked
package io.weft.service.settings;

import org.jspecify.annotations.NullMarked;
