package io.weft.viz.app;

import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads {@link ForRole}. */
final class RoleCondition implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MergedAnnotation<ForRole> wanted = metadata.getAnnotations().get(ForRole.class);
        Set<Role> roles = Binder.get(context.getEnvironment())
                .bind(Role.PROPERTY, Bindable.setOf(Role.class))
                .orElse(Role.OF_ONE_MACHINE);
        return isAny(wanted, "value", roles) && !isAny(wanted, "unless", roles);
    }

    private static boolean isAny(MergedAnnotation<ForRole> wanted, String attribute, Set<Role> roles) {
        return Arrays.stream(wanted.getEnumArray(attribute, Role.class)).anyMatch(roles::contains);
    }
}
