/** Every row of the sheet about certifying, and the changes of the issuer. */
@NullMarked
package io.weft.identity.ca;

import org.jspecify.annotations.NullMarked;
