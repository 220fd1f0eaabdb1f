# Brings the Chromium that the browser tests drive, where it may; else those tests say by name what they miss.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing chromium (system package)"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null && exit 0
fi
echo "no Chromium here: the browser tests will say so. Install your system's chromium package to run them." >&2
