package io.weft.cli.machine;

/**
 * A user and group by number.
 *
 * @see "one-machine, Users"
 */
public record User(int uid, int gid) {
    public static final User ROOT = new User(0, 0);
    public static final User PROXY = new User(2102, 2102);
    public static final User CONTROL_PLANE = new User(2103, 2103);
}
