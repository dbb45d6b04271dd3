package io.weft.kubernetes.resource;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognizes a policy whose group or kind is misspelt. Nobody would apply it, so the port it was to close would stay open;
 * whoever reads such a document refuses it and denies, however often it starts anew.
 *
 * <p>Pure. A kind that a policy has counts in every group, but in those of others who have kinds of that name too; one that
 * is nearly a policy's counts in a group that is nearly ours.
 */
public final class PolicySlip {
    private static final String OWN_LABEL = "linkerd";
    private static final int GROUP_SLIPS = 4;
    private static final int LABEL_SLIPS = 2;
    private static final int LONG_KIND = 10;
    /** Their {@code AuthorizationPolicy} is no slip of ours. */
    private static final Set<String> NAMESAKES = Set.of("security.istio.io");

    private PolicySlip() {}

    /** The policy kind that was meant; empty for a kind that exists, whoever it belongs to. */
    public static Optional<ResourceKind> of(String group, String kind) {
        if (ResourceKind.of(group, kind).isPresent() || NAMESAKES.contains(group)) {
            return Optional.empty();
        }
        return named(kind).or(() -> isNearlyOurs(group) ? nearlyNamed(kind) : Optional.empty());
    }

    /** The policy kind of that name, whatever the letter case. */
    public static Optional<ResourceKind> named(String kind) {
        return within(kind, 0, 0);
    }

    private static Optional<ResourceKind> nearlyNamed(String kind) {
        return within(kind, 1, 2);
    }

    private static Optional<ResourceKind> within(String kind, int slipsIfShort, int slipsIfLong) {
        String plain = kind.toLowerCase(Locale.ROOT);
        return Arrays.stream(ResourceKind.values())
                .filter(ResourceKind::keepsOut) // many groups have routes
                .filter(each -> slips(plain, each.kind().toLowerCase(Locale.ROOT))
                        <= (each.kind().length() < LONG_KIND ? slipsIfShort : slipsIfLong))
                .findFirst();
    }

    private static boolean isNearlyOurs(String group) {
        String plain = group.toLowerCase(Locale.ROOT);
        return slips(plain, Groups.POLICY) <= GROUP_SLIPS
                || Arrays.stream(plain.split("\\.", -1)).anyMatch(label -> slips(label, OWN_LABEL) <= LABEL_SLIPS);
    }

    /** How many letters must be put in, left out or exchanged to make one of the other; far too many for a long text. */
    private static int slips(String a, String b) {
        if (a.length() > 2 * Groups.POLICY.length() + LONG_KIND) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int exchanged = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(exchanged, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[b.length()];
    }
}
