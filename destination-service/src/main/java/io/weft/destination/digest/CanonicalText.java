package io.weft.destination.digest;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value so that equal values read the same in every process, and others differently: the order of sets and maps, which
 * every process has for itself, says nothing, and no text can be mistaken for what stands around it. Pure.
 *
 * <p>Goes into records, collections, maps, optionals and what is nested in them; anything else is taken at its word
 * ({@code toString}).
 */
final class CanonicalText {
    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> record) {
            return Arrays.stream(record.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .peek(accessor -> accessor.setAccessible(true)) // the record may be private
                    .toList();
        }
    };

    private CanonicalText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Optional<?> optional -> "?" + optional.map(CanonicalText::of).orElse("");
            case Set<?> set -> "{" + joined(set.stream().map(CanonicalText::of).sorted()) + "}";
            case Map<?, ?> map -> "{" + joined(entries(map)) + "}";
            case Collection<?> list -> "[" + joined(list.stream().map(CanonicalText::of)) + "]";
            case Record record -> record.getClass().getSimpleName() + "(" + joined(components(record)) + ")";
            case Enum<?> constant -> constant.name();
            case InetAddress address -> address.getHostAddress();
            default -> quoted(value.toString());
        };
    }

    private static Stream<String> entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()))
                .sorted();
    }

    private static Stream<String> components(Record record) {
        return ACCESSORS.get(record.getClass()).stream().map(accessor -> of(component(record, accessor)));
    }

    private static @Nullable Object component(Record record, Method accessor) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
