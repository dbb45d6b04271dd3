/**
 * Every row of the reference about certifying, and the changes of the issuer. Start at {@code CertifierTest}.
 * Threading: the test's.
 */
@NullMarked
package io.weft.identity.ca;

import org.jspecify.annotations.NullMarked;
