# SPDX-License-Identifier: MIT
# omv_ksyntaxhighlighting: the highlighter, when there is one.
