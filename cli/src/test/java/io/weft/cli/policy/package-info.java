/** Tests of {@code linkerd authz}. Start at {@code PoliciesCommandTest}. Threading: the test's thread. */
@NullMarked
package io.weft.cli.policy;

import org.jspecify.annotations.NullMarked;
