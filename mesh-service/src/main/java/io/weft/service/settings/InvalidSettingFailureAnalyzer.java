package io.weft.service.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Turns a refused setting into a report: property, value, what to do. Comes before Boot's own analysis of bindings. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
        String variable = cause.property().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        return new FailureAnalysis(
                "The setting " + cause.property() + " (environment variable " + variable + ") has the value '"
                        + cause.value() + "', which is refused.",
                cause.advice(),
                cause);
    }
}
