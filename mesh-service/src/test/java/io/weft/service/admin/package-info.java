/**
 * A service with an admin API: who gets in, who does not, and on which port. Start at {@code AdminApiTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.service.admin;

import org.jspecify.annotations.NullMarked;
