package io.weft.proxy.names;

import java.net.UnknownHostException;

/** DNS says that there is no host of that name, or that it has no address. */
public final class NoSuchHostException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    public NoSuchHostException(String name) {
        super("there is no host of that name: " + name);
    }
}
