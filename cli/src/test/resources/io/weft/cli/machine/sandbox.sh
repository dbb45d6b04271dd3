mount -t tmpfs -o size=1m,mode=755,nosuid,nodev weft '/mesh/run/stage'
mkdir '/mesh/run/stage'/jdk
mount --bind '/jdk' '/mesh/run/stage'/jdk
mount -o remount,bind,ro '/mesh/run/stage'/jdk
mkdir '/mesh/run/stage'/dist
mount --bind '/clone/dist/it'\''s-a-proxy' '/mesh/run/stage'/dist
mount -o remount,bind,ro '/mesh/run/stage'/dist
mkdir '/mesh/run/stage'/cache
mount --bind '/clone/cache' '/mesh/run/stage'/cache
mount -o remount,bind,ro '/mesh/run/stage'/cache
mkdir '/mesh/run/stage'/workload
mount --bind '/mesh/workloads/shop.web' '/mesh/run/stage'/workload
cp '/jdk/bin/java' '/mesh/run/stage'/java
chmod 0711 '/mesh/run/stage'/java
mount --bind '/mesh/run/stage'/java '/mesh/run/stage'/jdk/bin/java
mount --move '/mesh/run/stage' /mnt
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev weft /tmp
cd /
exec setsid setpriv --reuid 2102 --regid 2102 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all setpriv --pdeathsig KILL /mnt/jdk/bin/java "$@"
