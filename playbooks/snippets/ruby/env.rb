# frozen_string_literal: true

# @file credential.rb
# The __title__, read from environment variables.
class Credential
  class Error < StandardError; end

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  def self.read
    new(
      # each part, comma between
      __part__: required('__variable__'),
      # or optional
      __part__: optional('__variable__'),
      # end
    )
  end

  def initialize(
    # each part, comma between
    __part__:,
    # end
  )
    # each part
    @__part__ = __part__
    # end
    freeze
  end

  # Keeps the values out of logs.
  def inspect = '#<Credential>'

  # with optional
  def self.optional(variable)
    required(variable) unless ENV.fetch(variable, '').strip.empty?
  end
  private_class_method :optional

  # end
  def self.required(variable)
    value = ENV.fetch(variable, '')
    raise Error, "environment variable #{variable} is not set or empty" if value.strip.empty?

    value
  end
  private_class_method :required
end
