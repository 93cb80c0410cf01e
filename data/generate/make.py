"""Remake the generated files of data/: python3 generate/make.py --packages DIR"""
import argparse

import divisions
import institutions
import townships
import traditional
import universities
import zones

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--packages", required=True, help="folder with the downloaded packages of requirements.txt")
parser.add_argument("--only", help="one step: divisions, townships, universities, zones, institutions, traditional")
args = parser.parse_args()
if args.only in (None, "divisions"):
    divisions.build(args.packages)
if args.only in (None, "townships"):
    townships.build(args.packages)
if args.only in (None, "universities"):
    universities.build(args.packages)
if args.only in (None, "zones"):
    zones.build(args.packages)
if args.only in (None, "institutions"):
    institutions.build(args.packages)
if args.only in (None, "traditional"):
    traditional.build(args.packages)
