package io.weft.cli.profile;

import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.RpcElement;
import com.squareup.wire.schema.internal.parser.ServiceElement;
import io.weft.cli.machine.MachineException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a {@code .proto} file: one for each method of each service. What it imports is not looked at.
 *
 * <p>Pure.
 *
 * @see "cli, 6"
 */
final class ProtoRoutes {
    private static final Set<String> IDEMPOTENT = Set.of("NO_SIDE_EFFECTS", "IDEMPOTENT");

    private ProtoRoutes() {}

    /**
     * Those of the file of that name.
     *
     * @throws MachineException if it cannot be parsed
     */
    static List<ProfileRoute> of(String name, String text) {
        try {
            ProtoFileElement file = ProtoParser.Companion.parse(Location.get(name), text);
            return file.getServices().stream()
                    .flatMap(service ->
                            service.getRpcs().stream().map(rpc -> route(file.getPackageName(), service, rpc)))
                    .toList();
        } catch (IllegalStateException broken) { // what the parser says of syntax
            throw new MachineException(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static ProfileRoute route(@Nullable String packageName, ServiceElement service, RpcElement rpc) {
        String qualified = packageName == null ? service.getName() : packageName + "." + service.getName();
        boolean retryable = rpc.getOptions().stream().anyMatch(ProtoRoutes::idempotent);
        return new ProfileRoute(
                rpc.getName(),
                "POST",
                OpenApiRoutes.regex("/" + qualified + "/" + rpc.getName()),
                retryable,
                "",
                List.of());
    }

    private static boolean idempotent(OptionElement option) {
        return option.getName().equals("idempotency_level") && IDEMPOTENT.contains(String.valueOf(option.getValue()));
    }
}
