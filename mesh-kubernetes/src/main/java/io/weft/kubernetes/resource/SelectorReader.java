package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.LabelSelector.Expression;
import io.weft.kubernetes.resource.LabelSelector.Operator;
import java.util.List;
import java.util.Set;

/** Reads label selectors. */
final class SelectorReader {
    private SelectorReader() {}

    static LabelSelector read(Field selector) {
        selector.objectOf("matchLabels", "matchExpressions");
        return new LabelSelector(
                selector.get("matchLabels").selector(),
                selector.get("matchExpressions").items(SelectorReader::expression));
    }

    private static Expression expression(Field expression) {
        expression.objectOf("key", "operator", "values");
        String key = expression.get("key").string();
        Operator operator = expression
                .get("operator")
                .optionalConstant(Operator.values(), Operator::text)
                .orElseThrow(() -> expression.get("operator").refuse("an operator is required"));
        List<String> values = expression.get("values").items(Field::string);
        boolean needsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        expression
                .get("values")
                .require(
                        needsValues != values.isEmpty(),
                        operator.text() + (needsValues ? " needs at least one value" : " takes no values"));
        return new Expression(key, operator, Set.copyOf(values));
    }
}
