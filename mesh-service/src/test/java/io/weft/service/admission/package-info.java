/** Start at {@link io.weft.service.admission.AdmissionReviewTest}. Threading: JUnit's. */
@NullMarked
package io.weft.service.admission;

import org.jspecify.annotations.NullMarked;
