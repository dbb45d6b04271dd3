package io.weft.kubernetes.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in a document that knows its path, so that whatever is wrong there can be named. A field that is null counts as
 * absent, as Kubernetes has it.
 *
 * @param path from the document's root, empty for the root
 * @param unknown what becomes of members that {@link #objectOf} does not know, here and below
 */
record Field(String path, JsonNode json, UnknownFields unknown) {
    /** Longer than anything that has a form; patterns need not fear what is longer. */
    private static final int MAX_PATTERNED = 2048;

    /** Decides what becomes of a member nobody knows. */
    @FunctionalInterface
    interface UnknownFields {
        /** As the API server has it with strict validation: a slip in an optional member's name would leave it out. */
        UnknownFields REFUSE = (field, known) -> {
            throw field.refuse("there is no such field; here are known: " + String.join(", ", known));
        };

        void found(Field field, List<String> known);
    }

    static Field root(JsonNode document, UnknownFields unknown) {
        return new Field("", document, unknown);
    }

    private Field at(String place, JsonNode there) {
        return new Field(place, there, unknown);
    }

    /** The member {@code name}; absent if there is none. */
    Field get(String name) {
        requireObjectOrAbsent();
        JsonNode member = json.get(name);
        return at(path.isEmpty() ? name : path + "." + name, member == null ? MissingNode.getInstance() : member);
    }

    boolean isPresent() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** This field if it is there. */
    Optional<Field> ifPresent() {
        return isPresent() ? Optional.of(this) : Optional.empty();
    }

    /** This field, which must be there and be an object. */
    Field object() {
        requireForm(json.isObject(), "an object is required");
        return this;
    }

    /**
     * This field, which must be there and be an object of these members: {@link #unknown} hears of others. A member without
     * a value is refused, because it would be left out without a word, and may allow what it should not.
     */
    Field objectOf(String... known) {
        object();
        members().forEach((name, member) -> {
            if (!List.of(known).contains(name)) {
                unknown.found(get(name), List.of(known));
            } else if (member.json.isNull()) {
                throw get(name).refuse("a value is required; or leave the field out");
            }
        });
        return this;
    }

    /** Says that this means nothing: refused where a slip is, and else heard of like a member that is not known. */
    void leaveOut(String allowed) {
        if (unknown.equals(UnknownFields.REFUSE)) {
            throw refuse(allowed);
        }
        unknown.found(this, List.of());
    }

    /** The string that must be here, empty or not. */
    String string() {
        requireForm(json.isString(), "a string is required");
        return json.stringValue();
    }

    /** The string that must be here and match. */
    String string(Pattern pattern, String allowed) {
        require(json.isString() && json.stringValue().length() <= MAX_PATTERNED, allowed);
        require(pattern.matcher(json.stringValue()).matches(), allowed);
        return json.stringValue();
    }

    Optional<String> optionalString() {
        return ifPresent().map(Field::string);
    }

    /** The string here, or {@code absent}. An empty one counts as absent too. */
    String stringOr(String absent) {
        return optionalString().filter(text -> !text.isEmpty()).orElse(absent);
    }

    boolean booleanOr(boolean absent) {
        if (!isPresent()) {
            return absent;
        }
        requireForm(json.isBoolean(), "true or false is allowed");
        return json.booleanValue();
    }

    /** The number that must be here. */
    double numberAtLeastZero() {
        require(json.isNumber() && json.doubleValue() >= 0, "a number, at least 0, is required");
        return json.doubleValue();
    }

    /** The whole number here, at least 0, or {@code absent}. */
    int countOr(int absent) {
        if (!isPresent()) {
            return absent;
        }
        require(
                json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= 0,
                "a whole number, at least 0, is allowed");
        return json.intValue();
    }

    /** The port number that must be here. */
    int portNumber() {
        require(isPortNumber(), "a number from 1 to 65535 is allowed");
        return json.intValue();
    }

    boolean isPortNumber() {
        return json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= 1 && json.intValue() <= 65535;
    }

    /** The constant whose text stands here, to the letter, or {@code absent}. */
    <E extends Enum<E>> E constantOr(E absent, E[] values, Function<E, String> text) {
        return optionalConstant(values, text).orElse(absent);
    }

    <E extends Enum<E>> Optional<E> optionalConstant(E[] values, Function<E, String> text) {
        return ifPresent().map(present -> present.constant(values, text));
    }

    private <E extends Enum<E>> E constant(E[] values, Function<E, String> text) {
        return Arrays.stream(values)
                .filter(each -> json.isString() && text.apply(each).equals(json.stringValue()))
                .findFirst()
                .orElseThrow(() -> refuse("allowed, to the letter: "
                        + String.join(", ", Arrays.stream(values).map(text).toList())));
    }

    /** The items here; none if the list is absent. */
    List<Field> items() {
        if (!isPresent()) {
            return List.of();
        }
        requireForm(json.isArray(), "a list is required");
        List<Field> items = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            items.add(at(path + "[" + i + "]", json.get(i)));
        }
        return items;
    }

    <T> List<T> items(Function<Field, T> reader) {
        return items().stream().map(reader).toList();
    }

    /** The strings by name here; none if the object is absent. */
    Map<String, String> stringMap() {
        requireObjectOrAbsent();
        Map<String, String> strings = new HashMap<>();
        members().forEach((name, member) -> member.ifPresent().ifPresent(value -> strings.put(name, value.string())));
        return strings;
    }

    /** As {@link #stringMap}, but each name must have a string: leaving one out would choose more than was meant. */
    Map<String, String> selector() {
        members()
                .forEach((name, member) -> member.require(
                        member.isPresent(), "a string is required, and '' is one; or leave the label out"));
        return stringMap();
    }

    private Map<String, Field> members() {
        Map<String, Field> members = new LinkedHashMap<>();
        json.properties()
                .forEach(entry ->
                        members.put(entry.getKey(), at(path + "['" + entry.getKey() + "']", entry.getValue())));
        return members;
    }

    /** @throws ResourceException unless {@code holds} */
    void require(boolean holds, String allowed) {
        if (!holds) {
            throw refuse(allowed);
        }
    }

    /** @throws ResourceException unless {@code holds}, which every document of its kind must */
    void requireForm(boolean holds, String allowed) {
        if (!holds) {
            throw malformed(allowed);
        }
    }

    /** The exception that blames this field for what its kind's schema does not know. */
    ResourceException malformed(String allowed) {
        return ResourceException.malformed(path, shown(), allowed);
    }

    /** The exception that blames this field. */
    ResourceException refuse(String allowed) {
        return new ResourceException(path, shown(), allowed);
    }

    private String shown() {
        if (json.isMissingNode()) {
            return "missing";
        }
        if (json.isNull()) {
            return "null";
        }
        return json.isValueNode() ? "'" + json.asString() + "'" : json.isArray() ? "a list" : "an object";
    }

    private void requireObjectOrAbsent() {
        requireForm(!isPresent() || json.isObject(), "an object is required");
    }
}
