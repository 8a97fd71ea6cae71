# SPDX-License-Identifier: MIT
target_sources(omv_ide PRIVATE
  documents/document.cpp
  documents/documents.cpp
  documents/file_watch.cpp
  documents/recent_files.cpp
  documents/recovery_store.cpp
  documents/save_queue.cpp
  documents/session_store.cpp
  documents/text_file.cpp
  documents/text_snapshot.cpp)
