# Installs a requirements file into a virtual environment, making that first if need be: install.sh VENV REQUIREMENTS
set -eu
venv=$1
requirements=$2

works() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ ! -x "$venv/bin/python" ]; then
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
        if works "$python"; then
            echo "making $venv with $("$python" --version)"
            "$python" -m venv "$venv"
            break
        fi
    done
    if [ ! -x "$venv/bin/python" ]; then
        echo "Parley needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3 python3-venv)." >&2
        exit 1
    fi
fi

echo "installing $requirements"
hashes=--require-hashes
case $requirements in *.in) hashes= ;; esac
pip="$venv/bin/python -m pip --disable-pip-version-check --quiet --no-input"
if [ -x "$venv/bin/uv" ] || $pip install --require-hashes -r requirements-bootstrap.txt; then
    if "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" $hashes -r "$requirements"; then
        exit 0
    fi
fi
echo "uv could not; pip tries" >&2
$pip install $hashes -r "$requirements"
