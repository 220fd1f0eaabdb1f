# Prints a Python in PATH of another version than the one given, the newest that Parley runs on; nothing where
# there is none: second.sh PYTHON
set -eu

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

first=$(version "$1")
for name in python3.14 python3.13 python3.12 python3.11 python3; do
    IFS=:
    for folder in $PATH; do
        found=$(version "$folder/$name") || continue  # not there, or a stand-in for one that is not installed
        case $found in
            "$first") ;;
            3.1[1-4]) echo "$folder/$name" && exit 0 ;;
        esac
    done
done
