mount -t tmpfs -o size=1m,mode=755,nosuid,nodev weft '/mesh/run/stage'
mkdir '/mesh/run/stage'/java '/mesh/run/stage'/weft '/mesh/run/stage'/cache '/mesh/run/stage'/workload
mount -o bind,ro '/jdk' '/mesh/run/stage'/java
mount -o bind,ro '/clone/dist/it'\''s-a-proxy' '/mesh/run/stage'/weft
mount -o bind,ro '/clone/cache' '/mesh/run/stage'/cache
mount -o bind '/mesh/workloads/shop.web' '/mesh/run/stage'/workload
install -m 0711 '/jdk/bin/java' '/mesh/run/stage'/launcher
mount --bind '/mesh/run/stage'/launcher '/mesh/run/stage'/java/bin/java
mount --move '/mesh/run/stage' /opt
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev weft /tmp
cd /
exec setsid setpriv --reuid 2102 --regid 2102 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all setpriv --pdeathsig KILL /opt/java/bin/java "$@"
