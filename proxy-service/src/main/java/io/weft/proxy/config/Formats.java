package io.weft.proxy.config;

import io.weft.core.Authority;
import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every way a value is written.
 *
 * @see "proxy-env, 0: Value formats"
 */
final class Formats {
    static final Format<Duration> DURATION =
            Format.of("a duration such as 500ms, 10s, 5m, 1h or 365d, or 0", Formats::duration);
    static final Format<Duration> DURATION_OR_EMPTY = DURATION.orEmpty();
    static final Format<Boolean> BOOL = Format.of("true or false", Formats::bool);
    static final Format<Integer> INTEGER = Format.of("a whole number from 0 to 2147483647", Formats::integer);
    static final Format<Integer> FRAME_SIZE =
            Format.of("a whole number from 16384 to 16777215", text -> between(text, 16_384, 16_777_215));
    static final Format<Double> JITTER = Format.of("a number from 0 to 100", text -> decimal(text, 0, 100));
    static final Format<Double> SHARE = Format.of("a number from 0 to 1", text -> decimal(text, 0, 1));
    static final Format<Double> RATIO = Format.of("a number above 0, at most 1", Formats::ratio);
    static final Format<String> TEXT = Format.of("any text", Function.identity());
    static final Format<String> NON_EMPTY = Format.of("a non-empty text", Formats::nonEmpty);
    static final Format<String> LOG_FILTER = Format.of(LogFilter.ALLOWED, LogFilter::check);
    static final Format<Authority> ADDR =
            Format.of("an address with port: ip:port, [v6]:port or name:port", Formats::addr);
    static final Format<InetSocketAddress> SOCKET_ADDR = Format.of("ip:port or [v6]:port", Formats::socketAddr);
    static final Format<List<InetSocketAddress>> SOCKET_ADDRS =
            Format.of("one or two of ip:port or [v6]:port, separated by a comma", Formats::socketAddrs);
    static final Format<PortSet> PORTS =
            Format.of("ports (1 to 65535) and ranges a-b, separated by commas", PortSet::parse);
    static final Format<List<String>> SUFFIXES =
            Format.of("DNS suffixes, separated by commas; . for everything", Formats::suffixes);
    static final Format<List<Network>> NETWORKS = Format.of("CIDR networks, separated by commas", Formats::networks);
    static final Format<Set<InetAddress>> IPS =
            Format.of("IP addresses, separated by commas, without spaces", Formats::ips);
    static final Format<WorkloadIdentity> IDENTITY = Format.of("an identity in DNS form", Formats::identity);

    private static final Pattern DURATION_TEXT = Pattern.compile("\\s*([0-9]+)(ms|s|m|h|d)?\\s*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9]{1,5}", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]+");

    private Formats() {}

    /** One of a few words; upper and lower case differ unless {@code ignoreCase}. */
    static <T> Format<T> oneOf(boolean ignoreCase, Map<String, T> words) {
        Map<String, T> sorted = new TreeMap<>(words);
        return Format.of(
                "one of " + String.join(", ", sorted.keySet()),
                text -> chosen(sorted.get(ignoreCase ? text.toLowerCase(Locale.ROOT) : text)));
    }

    /** A variable that must not be set at all. */
    static Format<String> refused(String why) {
        return Format.<String>of("not to be set: " + why, text -> {
                    throw new IllegalArgumentException(why);
                })
                .orEmpty();
    }

    private static <T> T chosen(@Nullable T word) {
        if (word == null) {
            throw new IllegalArgumentException("unknown word");
        }
        return word;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION_TEXT.matcher(text);
        check(matcher.matches());
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        check(unit != null || amount == 0);
        try {
            Duration read = unit == null ? Duration.ZERO : Duration.of(amount, Units.of(unit));
            check(read.toNanos() >= 0); // throws beyond 292 years, which no timer can hold
            return read;
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(tooLong);
        }
    }

    private static boolean bool(String text) {
        check(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    private static int integer(String text) {
        check(DIGITS.matcher(text).matches());
        return Integer.parseInt(text);
    }

    private static int between(String text, int min, int max) {
        int read = integer(text);
        check(read >= min && read <= max);
        return read;
    }

    private static double ratio(String text) {
        double read = decimal(text, 0, 1);
        check(read > 0);
        return read;
    }

    private static double decimal(String text, double min, double max) {
        double read = Double.parseDouble(text);
        check(read >= min && read <= max);
        return read;
    }

    private static String nonEmpty(String text) {
        check(!text.isEmpty());
        return text;
    }

    private static Authority addr(String text) {
        check(WITH_PORT.matcher(text).matches());
        Authority read = Authority.parse(text, 0).orElseThrow(IllegalArgumentException::new);
        check(HOST.matcher(read.host()).matches());
        if (read.host().indexOf(':') >= 0) {
            InetAddress.ofLiteral(read.host());
        }
        return read;
    }

    private static InetSocketAddress socketAddr(String text) {
        Authority read = addr(text);
        return new InetSocketAddress(InetAddress.ofLiteral(read.host()), read.port());
    }

    private static List<InetSocketAddress> socketAddrs(String text) {
        List<InetSocketAddress> read =
                Arrays.stream(text.split(",", -1)).map(Formats::socketAddr).toList();
        check(read.size() <= 2);
        return read;
    }

    private static List<String> suffixes(String text) {
        return parts(text).map(Formats::suffix).toList();
    }

    private static String suffix(String text) {
        return text.equals(".")
                ? text
                : WorkloadIdentity.parse(text)
                        .orElseThrow(IllegalArgumentException::new)
                        .name();
    }

    private static List<Network> networks(String text) {
        return parts(text)
                .map(part -> Network.parse(part).orElseThrow(IllegalArgumentException::new))
                .toList();
    }

    private static Set<InetAddress> ips(String text) {
        return Arrays.stream(text.split(",", -1)).map(InetAddress::ofLiteral).collect(Collectors.toUnmodifiableSet());
    }

    private static WorkloadIdentity identity(String text) {
        return WorkloadIdentity.parse(text).orElseThrow(IllegalArgumentException::new);
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private static void check(boolean good) {
        if (!good) {
            throw new IllegalArgumentException();
        }
    }
}
