package io.weft.proxy.control;

import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.weft.core.Authority;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/** Gives gRPC our way of resolving names; its own asks JNDI and fetches service configurations. */
final class ControlNames extends NameResolverProvider {
    static final String SCHEME = "weft-control";
    static final NameResolver.Args.Key<Authority> NAME = NameResolver.Args.Key.create("weft-control-name");
    static final NameResolver.Args.Key<EventExecutor> TIMER = NameResolver.Args.Key.create("weft-control-timer");
    static final NameResolver.Args.Key<HostLookup> HOSTS = NameResolver.Args.Key.create("weft-control-hosts");

    private static final int PRIORITY = 5;

    private static final ControlNames PROVIDER = new ControlNames();

    /** Makes gRPC look for its plug-ins, which reads files, and adds ours. Idempotent; never on an event loop. */
    static void register() {
        NameResolverRegistry.getDefaultRegistry().register(PROVIDER);
        LoadBalancerRegistry.getDefaultRegistry().register(CountedRoundRobin.PROVIDER);
    }

    /** A target for messages; what is resolved travels in the arguments. Understood after {@link #register}. */
    static String target(Authority name) {
        return SCHEME + ":///" + name.host().replace(":", "%3A") + ":" + name.port();
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new ControlNameResolver(
                Objects.requireNonNull(args.getArg(NAME)),
                Objects.requireNonNull(args.getArg(HOSTS)),
                args.getSynchronizationContext(),
                Objects.requireNonNull(args.getOffloadExecutor()),
                Objects.requireNonNull(args.getArg(TIMER)));
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }
}
