// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <span>

namespace omv {

/// One error id: what kind it is, and the long text for people.
/// Ids are stable for ever: add new ones, never reuse or renumber.
/// Ranges: E01xx connection, E02xx protocol and calls, E03xx scripts,
/// E04xx frames and files, E05xx boards and data, E07xx writing a board's memory. (E06xx:
/// the command line, in app/cli.)
struct ErrorEntry {
    std::string_view id;  ///< "OMV-E0104"
    Errc code = Errc::System;
    std::string_view text;  ///< a title line, then what it means, why it happens, what to do

    std::string_view title() const { return text.substr(0, text.find('\n')); }
};

/// All entries in the order of their ids.
std::span<const ErrorEntry> errorCatalog();

/// The entry of an id (case-insensitive); null when there is none.
const ErrorEntry* errorEntry(std::string_view id);

/// An error whose code is looked up by its id. `id` must be in the catalog (a
/// test checks every id in the sources); the other parts are as in Error.
Error makeError(std::string_view id, std::string what, std::string why = {}, std::string fix = {});

/// The same, ready to be returned from a function that gives a Result.
Unexpected fail(std::string_view id, std::string what, std::string why = {}, std::string fix = {});

/// "Permission denied (errno 13)"
std::string errnoText(int error);

/// The parts of the catalog, one for each range.
std::span<const ErrorEntry> connectionErrors();
std::span<const ErrorEntry> linkErrors();
std::span<const ErrorEntry> dataErrors();
std::span<const ErrorEntry> flasherErrors();

}  // namespace omv
