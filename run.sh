#!/usr/bin/env bash
# Starts OpenGuides on a plain Apache Sling on this machine, runs it over some content, and keeps serving.
# Works with the bash 3.2 of macOS.

set -u

readonly CREDENTIALS=admin:admin # what a fresh Sling has
readonly CREDENTIALS_BASE64=YWRtaW46YWRtaW4=
readonly START_SECONDS=180 # after a crash a node of a cluster waits a minute for its own lease
readonly LEASE_SECONDS=60    # see docs/operations.md
readonly MOST_NODES=9
readonly STOP_SECONDS=15

usage() {
    cat <<'TEXT'
Usage: ./run.sh [--port N] [--home DIR] [--import DIR[:PATH]] [--cluster N [--database URL]] [--exit]

Builds what is missing, starts Apache Sling with OpenGuides, loads content, processes it, shows the
summary, and keeps serving until Ctrl-C. Needs a JDK 17 to 22 and Maven; nothing else.

  --port N             the port on this machine (default: 8080)
  --cluster N          start N nodes (2 to 9) on ports from that one on, which share one repository in a
                       PostgreSQL; the summary tells what each has done
  --database URL       their database, such as jdbc:postgresql://HOST:5432/NAME, empty or from an earlier
                       start; user and password are taken from the environment variables
                       OPENGUIDES_DATABASE_USER and OPENGUIDES_DATABASE_PASSWORD
                       (default: a PostgreSQL that is started too)
  --home DIR           keep the repository there for the next start (default: a temporary folder)
  --import DIR[:PATH]  load this folder instead of the sample, below PATH in the repository
                       (default: /content/dam/<name of DIR>)
  --exit               stop after the summary; the exit code is 0 only if the run ended in SUCCESS
  --help               this text

Exit codes: 0 the run ended in SUCCESS, 1 it ended otherwise or the server died, 2 not started.
TEXT
}

# ---- what was asked for -------------------------------------------------------------------------------------------

fail() {
    printf 'run.sh: %s\n' "$1" >&2
    exit 2
}

# What the options say. An empty value is a missing one.
port=8080
nodes=
database=
home=
import=
stay=yes

value_of() {
    [ -n "${2:-}" ] || fail "$1 needs a value (./run.sh --help)"
    printf '%s' "$2"
}

while [ $# -gt 0 ]; do
    case $1 in
        --port=* | --home=* | --import=* | --cluster=* | --database=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    case $1 in
        --port) port=$(value_of "$@") || exit 2; shift 2 ;;
        --cluster) nodes=$(value_of "$@") || exit 2; shift 2 ;;
        --database) database=$(value_of "$@") || exit 2; shift 2 ;;
        --home) home=$(value_of "$@") || exit 2; shift 2 ;;
        --import) import=$(value_of "$@") || exit 2; shift 2 ;;
        --exit) stay=; shift ;;
        --help | -h) usage; exit 0 ;;
        *) usage >&2; fail "unknown option: $1" ;;
    esac
done

what=server
[ -z "$nodes" ] || what=cluster
readonly what

root=$(cd "$(dirname "$0")" && pwd -P) || exit 2
readonly root
readonly runtime=$root/all/target/runtime
readonly client=$root/cli/target/openguides.jar
readonly postgres=$root/postgres/target/postgres.jar
readonly stamp=$root/all/target/run.stamp

# ---- before anything starts ---------------------------------------------------------------------------------------

check_ports() {
    case $port in
        '' | *[!0-9]* | ??????*) fail "--port must be a number from 1 to 65535" ;;
    esac
    local each
    ports=()
    for ((each = port; each < port + ${nodes:-1}; each++)); do
        if [ "$each" -lt 1 ] || [ "$each" -gt 65535 ]; then
            fail "--port must be a number from 1 to $((65536 - ${nodes:-1}))"
        fi
        if (exec 7<>"/dev/tcp/127.0.0.1/$each") 2>/dev/null; then
            fail "port $each is in use; take another with --port"
        fi
        ports=(${ports[@]+"${ports[@]}"} "$each")
    done
}

check_cluster() {
    case $nodes in
        '') [ -z "$database" ] || fail "--database needs --cluster" ;;
        [2-$MOST_NODES]) ;;
        *) fail "--cluster must be a number from 2 to $MOST_NODES" ;;
    esac
    case $database in
        '' | jdbc:postgresql:*) ;;
        *) fail "--database must begin with jdbc:postgresql:" ;;
    esac
}

# Splits DIR[:PATH] as the client does: a colon separates only before a slash.
check_content() {
    content=$root/sample
    target=/content/dam/sample
    [ -n "$import" ] || return 0
    content=$import
    target=
    case $import in
        *:/*) content=${import%:/*}; target=/${import##*:/} ;;
    esac
    [ -d "$content" ] || fail "there is no folder $content"
    if ! [ -r "$content" ] || ! [ -x "$content" ]; then
        fail "cannot read the folder $content"
    fi
    content=$(cd "$content" && pwd -P) || fail "cannot read the folder $import"
    [ -n "$target" ] || target=/content/dam/${content##*/}
    while [ "$target" != "${target%/}" ]; do target=${target%/}; done
}

check_java() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    local version
    version=$("$java" -version 2>&1 </dev/null) || fail "no Java found; install a JDK 17 to 22, or set JAVA_HOME"
    version=$(printf '%s\n' "$version" | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || fail "$java is too old; install a JDK 17 to 22, or set JAVA_HOME"
    # Oak asks for the Subject of a thread in a way that Java 23 has taken away.
    [ "$version" -le 22 ] || fail "$java is too new for Oak 1.x; install a JDK 17 to 22, or set JAVA_HOME"
}

# A lock is a link to the process that holds it: links appear at once or not at all.
lock_home() {
    if [ -z "$home" ]; then
        home=$(mktemp -d "${TMPDIR:-/tmp}/openguides.XXXXXX") || fail "cannot make a temporary folder"
        temporary=$home
    else
        mkdir -p "$home/logs" 2>/dev/null || fail "cannot make the folder $home"
        home=$(cd "$home" && pwd -P) || fail "cannot read the folder $home"
        [ -w "$home" ] || fail "cannot write to the folder $home"
    fi
    if [ -n "$(server_of_home)" ]; then
        fail "another server uses $home (process $(server_of_home))"
    fi
    if ! ln -s "$$" "$home/run.lock" 2>/dev/null; then
        holder=$(readlink "$home/run.lock")
        if [ -n "$holder" ] && runs "$holder" run.sh; then
            fail "another run.sh uses $home (process $holder)"
        fi
        rm -f "$home/run.lock"
        ln -s "$$" "$home/run.lock" 2>/dev/null || fail "another run.sh uses $home"
    fi
    locked=yes
    rm -f "$home/server.pid"
    mkdir -p "$home/logs"
}

# Whether a process with that id runs and its command line holds a text; ids are given out again.
runs() {
    ps -ww -p "$1" -o command= 2>/dev/null | grep -Fq -- "$2"
}

server_of_home() {
    local pid
    for pid in $(cat "$home/server.pid" 2>/dev/null); do
        if runs "$pid" "$home"; then
            printf '%s' "$pid"
            return
        fi
    done
}

# ---- processes ----------------------------------------------------------------------------------------------------

temporary=
locked=
leash=
servers=() # what was started last is ended first
child=

# Ends a process: asked first, then made to. Returns when it is gone.
end_process() {
    local left=$((STOP_SECONDS * 5))
    kill -TERM "$1" 2>/dev/null || return 0
    while [ $left -gt 0 ] && kill -0 "$1" 2>/dev/null; do
        sleep 0.2 9>&-
        left=$((left - 1))
    done
    kill -KILL "$1" 2>/dev/null
}

# Outlives this script for a moment: reads a pipe whose other end only the script holds, and when that ends, for whatever
# reason, ends every process that was registered and not taken off again.
watch_over_processes() {
    trap '' INT TERM HUP
    local pids=' ' line
    while read -r line; do
        case $line in
            +*) pids=" ${line#+}$pids" ;;
            -*) pids=${pids/ ${line#-} / } ;;
        esac
    done
    for line in $pids; do
        end_process "$line"
    done
    [ -z "$temporary" ] || rm -rf "$temporary"
    rm -rf "$leash"
}

hold_leash() {
    leash=$(mktemp -d "${TMPDIR:-/tmp}/openguides-leash.XXXXXX") || fail "cannot make a temporary folder"
    mkfifo "$leash/pipe" || fail "cannot make a pipe in $leash"
    # Both ends at once, so that neither side waits for the other to open it; the watch lets go of the one that writes.
    exec 9<>"$leash/pipe"
    watch_over_processes <"$leash/pipe" >/dev/null 2>&1 3<&- 9>&- &
}

# Becomes a process that cannot be left behind; for use in the background only. It registers itself before it becomes what
# it shall be, and lets go of the pipe then, so that there is no moment in which it runs unwatched. Ctrl-C reaches all that
# runs on a terminal, but when a process ends, and in which order, is up to this script.
# shellcheck disable=SC2016
launch() {
    trap '' INT HUP
    exec sh -c 'echo "+$$" >&9; exec 9>&-; exec "$@"' sh "$@"
}

# Waits for a launched process and returns its exit code; lets signals through.
await() {
    child=$1
    local code
    wait "$1"
    code=$?
    echo "-$1" >&9
    child=
    return $code
}

openguides() {
    LC_ALL=$locale COLUMNS=$columns OPENGUIDES_SERVER=http://127.0.0.1:$port OPENGUIDES_USER=$CREDENTIALS OPENGUIDES_TOKEN= \
        launch "$java" -Xshare:auto -XX:TieredStopAtLevel=1 -jar "$client" "$@" <&3 &
    await $!
}

# shellcheck disable=SC2317 # called by a trap
stop_servers() {
    local pid some=
    for pid in "${servers[@]}"; do
        kill -0 "$pid" 2>/dev/null && some=yes
    done
    [ -z "$some" ] || printf 'Stopping the %s …\n' "$what"
    for pid in "${servers[@]}"; do
        end_process "$pid"
        wait "$pid" 2>/dev/null
        echo "-$pid" >&9
    done
    rm -f "$home/server.pid"
}

# shellcheck disable=SC2317 # called by a trap
finish() {
    trap '' INT TERM HUP
    if [ -n "$child" ]; then
        end_process "$child"
        echo "-$child" >&9
    fi
    if [ ${#servers[@]} -gt 0 ]; then
        stop_servers
    fi
    [ -z "$locked" ] || rm -f "$home/run.lock"
    [ -z "$temporary" ] || rm -rf "$temporary"
    if [ -n "$leash" ]; then
        exec 9>&-
        wait 2>/dev/null
    fi
}

# The ordinary end of a server that serves is Ctrl-C: then what the run said counts.
result=
# shellcheck disable=SC2317 # called by a trap
interrupted() {
    printf '\n'
    exit "${result:-$1}"
}

# ---- building -----------------------------------------------------------------------------------------------------

must_build() {
    if ! [ -f "$stamp" ] || ! [ -f "$client" ] || ! [ -f "$runtime/openguides-cluster.json" ]; then
        return 0
    fi
    [ -z "$nodes" ] || [ -f "$postgres" ] || return 0
    local sources=() source
    for source in pom.xml .mvn reading/pom.xml reading/src/main core/pom.xml core/src/main ui.apps/pom.xml ui.apps/src ui.config/pom.xml ui.config/src ui.index/pom.xml ui.index/src \
        all/pom.xml all/src cli/pom.xml cli/src/main postgres/pom.xml postgres/src/main; do
        [ ! -e "$root/$source" ] || sources+=("$root/$source")
    done
    [ -n "$(find "${sources[@]}" -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

build() {
    "${java}c" -version >/dev/null 2>&1 || fail "$java is no JDK: it has no compiler; install a JDK 17 to 22, or set JAVA_HOME"
    command -v mvn >/dev/null 2>&1 || fail "no Maven found; install Maven 3.8 or newer"
    if [ -f "$stamp" ]; then
        printf 'Building what has changed …\n'
    else
        printf 'Building (first time: a few minutes) …\n'
    fi
    local log=$leash/build.log begun=$SECONDS
    touch "$leash/begun"
    (cd "$root" && launch mvn -B -q -DskipTests -Dspotless.check.skip=true -pl "all,cli${nodes:+,postgres}" -am package) \
        </dev/null >"$log" 2>&1 3<&- &
    if ! await $!; then
        tail -n 40 "$log" >&2
        fail "the build failed; all it said: mvn -DskipTests -pl all,cli${nodes:+,postgres} -am package"
    fi
    touch -r "$leash/begun" "$stamp"
    printf 'Built in %s s\n' $((SECONDS - begun))
}

# ---- the server ---------------------------------------------------------------------------------------------------

# A path as a URI, byte by byte. The launcher takes no relative one.
uri() {
    local LC_ALL=C path=$1 uri=file:// c
    while [ -n "$path" ]; do
        c=${path%"${path#?}"}
        path=${path#?}
        case $c in
            [A-Za-z0-9/._~-]) uri=$uri$c ;;
            *) uri=$uri$(printf '%%%02X' $(($(printf '%d' "'$c") & 255))) ;;
        esac
    done
    printf '%s' "$uri"
}

# The one place that knows how a server is started. Listens on this machine only, as its password is known. Oak tells the
# nodes on one machine apart by their working directories.
launch_server() {
    local folder=$1 feature=openguides-tar jvm=(-Xmx1g) more=()
    if [ -n "$nodes" ]; then
        export OPENGUIDES_DATABASE_URL=$database OPENGUIDES_NODE_NAME=node-$2
        feature=openguides-cluster
        jvm=(-Xmx768m -Doak.documentMK.leaseDurationSeconds=$LEASE_SECONDS)
        more=(-f partitions.json)
    fi
    cd "$folder" || exit 1
    launch "$java" "${jvm[@]}" -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
        --add-opens=java.base/java.lang=ALL-UNNAMED \
        -cp 'runtime/launcher/lib/*' org.apache.sling.feature.launcher.impl.Main \
        -f "runtime/$feature.json" ${more[@]+"${more[@]}"} -u "$(uri "$runtime/artifacts")" -p "$folder" -c "$folder/cache" \
        -D org.osgi.service.http.port="$2" -D org.apache.felix.http.host=127.0.0.1
}

# Starts a server in a folder, on a port.
start_server() {
    local folder=$1
    mkdir -p "$folder/logs" || fail "cannot make the folder $folder"
    ln -sfn "$runtime" "$folder/runtime"
    # The launcher keeps the bundles of an earlier start; after a build they would be the old ones.
    if [ "$stamp" -nt "$folder/started" ]; then
        rm -rf "$folder/framework" "$folder/cache"
    fi
    printf 'Starting Apache Sling on port %s …\n' "$2"
    local begun=$SECONDS
    launch_server "$folder" "$2" </dev/null >>"$folder/logs/console.log" 2>&1 3<&- &
    register $!
    await_start 'the server' "$folder" ready "$2"
    touch "$folder/started"
    printf 'Ready after %s s\n' $((SECONDS - begun))
}

# Keeps in mind that the last process in the background has to be ended.
register() {
    servers=("$1" ${servers[@]+"${servers[@]}"})
    echo "$1" >>"$home/server.pid"
}

# Waits until a command succeeds, while the process that was started last lives.
await_start() {
    local who=$1 folder=$2 begun=$SECONDS
    shift 2
    until "$@"; do
        if ! kill -0 "${servers[0]}" 2>/dev/null; then
            show_logs "$folder"
            printf 'run.sh: %s ended while it started\n' "$who" >&2
            exit 1
        fi
        if [ $((SECONDS - begun)) -gt $START_SECONDS ]; then
            show_logs "$folder"
            printf 'run.sh: %s was not ready after %s s\n' "$who" $START_SECONDS >&2
            exit 1
        fi
        sleep 0.3 9>&-
    done
}

# One after the other: the first makes the repository.
start_cluster() {
    [ -n "$database" ] || start_database
    local each
    for each in "${ports[@]}"; do
        mkdir -p "$home/node-$each" || fail "cannot make the folder $home/node-$each"
        share_out "$home/node-$each/partitions.json"
        start_server "$home/node-$each" "$each"
    done
    await_start 'the cluster' "$home/node-$port" know_each_other
}

start_database() {
    printf 'Starting PostgreSQL …\n'
    local url=$home/postgres.url
    rm -f "$url"
    launch "$java" -jar "$postgres" serve "$home/postgres" </dev/null >"$url" 2>>"$home/logs/console.log" 3<&- &
    register $!
    await_start PostgreSQL "$home" test -s "$url"
    database=$(cat "$url")
}

# Content to try it on is small: in partitions of the usual size there would be nothing to share out.
share_out() {
    cat >"$1" <<'JSON'
{
  "id": "org.openguides:openguides.all:slingosgifeature:partitions:1",
  "configurations": {
    "org.openguides.processing.engine": { "partitionSize:Integer": 10, "batchSize:Integer": 10 }
  }
}
JSON
}

know_each_other() {
    local each
    for each in "${ports[@]}"; do
        [ "$(http "$each" /system/console/slingevent | takers)" = "$nodes" ] || return 1
    done
}

# How many nodes a server gives runs to, from the page that tells of its jobs.
takers() {
    tr -d '\r\n' | sed -n 's:.*<td>org/openguides/processing/run</td><td>\(.*\):\1:p' | sed 's:</td>.*::' |
        awk -F '<br/>' '{ print NF }'
}

ready() {
    local path
    for path in /bin/guides/v1/assets/process/history /content.json /apps/openguides.json; do
        [ "$(http_status "$1" "$path")" = 200 ] || return 1
    done
}

http_status() {
    http "$1" "$2" | {
        read -r _ status _ && printf '%s' "$status"
    }
}

# A GET, without a tool that may not be there.
http() (
    exec 9>&-
    exec 2>/dev/null
    exec 7<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\nAuthorization: Basic %s\r\n\r\n' "$2" "$1" "$CREDENTIALS_BASE64" >&7
    while read -r -t 10 line <&7; do
        printf '%s\n' "$line"
    done
)

show_logs() {
    local log
    for log in "$1/logs/console.log" "$1/logs/error.log" "$home/postgres.log"; do
        if [ -s "$log" ]; then
            printf -- '--- the end of %s\n' "$log" >&2
            tail -n 20 "$log" | tr -d '\000-\010\013-\037\177' >&2
        fi
    done
}

show_where_to_go_on() {
    local base=http://localhost:$port path other
    path=$(printf '%q' "path=$target")
    printf '\nThe console: %s/apps/openguides/console.html\n' "$base"
    printf 'Serving at %s (user admin, password admin)\n' "$base"
    for other in "${ports[@]}"; do
        [ "$other" = "$port" ] || printf '  another node     http://localhost:%s\n' "$other"
    done
    printf '  the API          %s/bin/guides/v1/openapi.json\n' "$base"
    printf '  system console   %s/system/console\n' "$base"
    [ -n "$temporary" ] || printf '  repository, logs %s\n' "$home"
    printf '\nGo on with\n'
    printf '  curl -u %s -d %s -d type=ASSET_PROCESSING %s/bin/guides/v1/assets/process\n' "$CREDENTIALS" "--data-urlencode $path" "$base" |
        sed 's/-d --data-urlencode/--data-urlencode/'
    printf '  curl -u %s %s/bin/guides/v1/assets/process/history\n' "$CREDENTIALS" "$base"
    printf "  curl -u %s '%s/bin/guides/v1/assets/process/logs?tail=20&processingId=%s'\\n" "$CREDENTIALS" "$base" "$(cat "$id_file")"
    printf '\nCtrl-C ends it.\n'
}

# ---- all together -------------------------------------------------------------------------------------------------

# Java reads file names and arguments in the encoding of the locale.
choose_locale() {
    locale=${LC_ALL:-${LC_CTYPE:-${LANG:-}}}
    case $locale in
        *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) return ;;
    esac
    locale=$(locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$' | head -n 1)
}

# Until nothing is left to serve; the nodes of a cluster do without one of them.
serve() {
    local pid alive=${#servers[@]} left
    while true; do
        left=0
        for pid in "${servers[@]}"; do
            kill -0 "$pid" 2>/dev/null && left=$((left + 1))
        done
        if [ "$left" -lt "$alive" ]; then
            printf 'run.sh: %s process of the %s ended by itself\n' $((alive - left)) "$what" >&2
            alive=$left
            if [ -z "$nodes" ] || [ "$left" = 0 ]; then
                show_logs "$home"
                exit 1
            fi
        fi
        sleep 1 9>&-
    done
}

main() {
    check_cluster
    check_ports
    check_content
    check_java
    trap finish EXIT
    trap 'interrupted 130' INT
    trap 'interrupted 143' TERM
    trap 'interrupted 129' HUP
    lock_home
    exec 3<&0
    hold_leash
    choose_locale
    columns=80
    [ ! -t 1 ] || columns=$(tput cols 2>/dev/null) || columns=80

    if must_build; then
        build
    fi
    [ -z "$import" ] || openguides import --dry-run "$content:$target" || exit 2
    if [ -n "$nodes" ]; then
        [ -z "$database" ] || "$java" -jar "$postgres" check "$database" </dev/null || fail "--database $database: see above"
        start_cluster
    else
        start_server "$home" "$port"
    fi
    openguides import "$content:$target" || exit 2
    id_file=$home/last-run
    openguides process "$target" --wait --id-file "$id_file"
    result=$?
    if [ -z "$stay" ]; then
        exit $result
    fi
    show_where_to_go_on
    serve
}

main
